/** The words of a gate's door and its contact, in Chinese: what is wrong, and what to do about it. */
const faults: Record<string, string> = {
  unheard: '门磁无信号',
  dead: '门磁与过门不符',
  rattles: '门磁抖动',
  standsOpen: '门开着超过 15 分钟',
};
const remedies: Record<string, string> = {
  unheard: '检查门磁接线、读写器输入口和网关配置中的 door.input',
  dead: '检查门磁和接线，核对网关配置中的 door.open',
  rattles: '拧紧门磁接线，检查磁铁位置',
  standsOpen: '请关门；门已关则门磁卡住，请检查',
};

export const doorZh = {
  fault: (gate = '', fault = '') => `库门 ${gate}：${faults[fault] ?? '门磁异常'}`,
  remedy: (fault = '') => remedies[fault] ?? '请检查门磁',
  well: (gate = '') => `库门 ${gate}：门磁恢复正常`,
  gone: (gate = '', gateway = '') => `库门 ${gate}：网关 ${gateway} 已停用，门磁告警了结`,
  without: '恢复前按无门磁的库门判断过门。',
};
export type DoorWords = typeof doorZh;
