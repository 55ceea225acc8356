/** The words of photographs that are chosen at a desk. */

export const photosDeskZh = {
  choose: '选择照片',
  chooseHint: '可选多张，选好即上传；缩小后保存，不含拍摄地点等相机附加信息。',
  sending: '正在上传…',
  leaveOut: (n: number) => `不用照片 ${n}`,
  noPicture: '不是照片，或已损坏。',
  notKept: '没有上传成功，请重选。',
};
export const photosDeskEn: typeof photosDeskZh = {
  choose: 'Choose photos',
  chooseHint:
    'Several at once; each is sent as soon as it is chosen, made smaller, without the place and other notes of the camera.',
  sending: 'Sending…',
  leaveOut: (n) => `Leave out photo ${n}`,
  noPicture: 'no picture, or damaged.',
  notKept: 'not sent; choose it again.',
};
