/** What stands between names in one line: Chinese, English. */
export const and = ['、', ', '] as const;
