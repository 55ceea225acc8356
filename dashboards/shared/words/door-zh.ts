/** The words of a gate's door and its contact, in Chinese: what is wrong, and what to do about it. */
export const doorZh = {
  faultOf: {
    unheard: '门磁无信号',
    dead: '门磁与过门不符',
    rattles: '门磁抖动',
    standsOpen: '门开着超过 15 分钟',
  } as Record<string, string>,
  doOf: {
    unheard: '检查门磁接线、读写器输入口和网关配置中的 door.input',
    dead: '检查门磁和接线，核对网关配置中的 door.open',
    rattles: '拧紧门磁接线，检查磁铁位置',
    standsOpen: '请关门；门已关则门磁卡住，请检查',
  } as Record<string, string>,
  gate: (reader: string) => `库门 ${reader}`,
  unknown: '门磁异常',
  without: '恢复前按无门磁的库门判断过门。',
};
export type DoorWords = typeof doorZh;
