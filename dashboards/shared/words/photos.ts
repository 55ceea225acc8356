/** The words of photographs, on the handheld and in the console. */

export const photosZh = {
  title: '照片',
  one: (n: number) => `照片 ${n}`,
  take: '拍照',
  how: '照片缩小后存在本机，联网后随单据上传；不含拍摄地点等相机附加信息。',
  bad: '这个文件不是照片，或已损坏。',
  waiting: (n: number) => `${n} 张照片待上传，在单据之后发送`,
  lost: (commands: number, photos: number) =>
    `未能交出：${commands} 条内容、${photos} 张照片，已随本机数据清除。`,
  notHere: '照片尚未上传',
  send: '补传照片',
  owed: (n: number, person: string) => `${person}拍的 ${n} 张照片`,
  named: '记录的照片编号',
};
export const photosEn: typeof photosZh = {
  title: 'Photos',
  one: (n) => `Photo ${n}`,
  take: 'Take a photo',
  how: 'Made smaller and kept here; sent with the document when there is a line, without the place and other notes of the camera.',
  bad: 'This file is no picture, or it is damaged.',
  waiting: (n) => `${n} to be sent, after their documents`,
  lost: (commands, photos) =>
    `Could not be handed over: ${commands} commands and ${photos} photos; they are wiped with the rest.`,
  notHere: 'photo not yet here',
  send: 'send the photo',
  owed: (n, person) => (n === 1 ? `a photo that ${person} took` : `${n} photos that ${person} took`),
  named: 'photo noted as',
};
