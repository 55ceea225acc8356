/** Version 47: the certificate that is somebody's second factor, by its fingerprint; nobody shares one. */
import { type Kysely, sql } from 'kysely';

export async function personCertificates(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('account').addColumn('certificate', 'text').execute();
  await sql`create unique index account_certificate on account (certificate) where certificate is not null`.execute(
    db,
  );
}
