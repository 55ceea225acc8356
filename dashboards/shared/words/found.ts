/** The words of what a patrol found, on the handheld: shown to whoever mends it, and offered to whoever says what was done. */

const zh = {
  title: '查出的问题',
  later: '照片在服务器上，连线后可看',
  lost: '照片还没有传到',
  reasons: {
    finding: ['缺失', '损坏', '过期', '堵塞或遮挡', '不能使用'],
    rectified: ['已补齐', '已更换', '已修复', '已清理'],
    failed: ['仍缺', '仍损坏', '仍过期', '整改不彻底'],
  },
};
const en: typeof zh = {
  title: 'What was found',
  later: 'The photograph is on the server: seen with a line',
  lost: 'The photograph has not come yet',
  reasons: {
    finding: ['missing', 'broken', 'expired', 'blocked or hidden', 'does not work'],
    rectified: ['made up', 'replaced', 'repaired', 'cleared'],
    failed: ['still missing', 'still broken', 'still expired', 'not thorough'],
  },
};
export const foundWords = [zh, en] as const;
