/** Which gateways listen on their down lane, and the way to each. A letter goes straight to the one socket it is for: through the broker's own queue, one gateway that reads nothing would in time hold up the answers to all. */
import type { DownLetter } from '@changping/contracts/letters';
import type { Client } from 'aedes';

export type Listeners = {
  add(client: Client): void;
  remove(client: Client): void;
  /** False when it was dropped, because the gateway has stopped reading. Nobody there: it hears its mark at its next birth. */
  post(id: string, topic: string, down: DownLetter): boolean;
};

/** Some hundreds of acks: whoever has not read them needs no more of them. */
const unreadMax = 256 * 1024;

export function listeners(): Listeners {
  const clients = new Map<string, Client>();
  return {
    add: (client) => void clients.set(client.id, client),
    remove(client) {
      if (clients.get(client.id) === client) clients.delete(client.id);
    },
    post(id, topic, down) {
      const client = clients.get(id);
      if (!client) return true;
      if (client.conn.writableLength > unreadMax) return false;
      client.publish(
        { cmd: 'publish', topic, payload: JSON.stringify(down), qos: 1, retain: false, dup: false },
        () => {},
      );
      return true;
    },
  };
}
