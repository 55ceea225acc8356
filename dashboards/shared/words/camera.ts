/** The words of the camera that reads codes. */

type Troubles = Record<'refused' | 'missing' | 'busy' | 'gone' | 'noReader', { what: string; how: string }>;
export const cameraZh = {
  open: '拍码',
  opening: '正在打开相机…',
  ready: '把条码或二维码放进画面，读到即关闭。',
  none: '没有安全连接（HTTPS），不能用相机；扫描头照常可用。',
  troubles: {
    refused: {
      what: '相机未获允许',
      how: '请在地址栏旁的网站设置里允许使用相机，再试。扫描头照常可用。',
    },
    missing: { what: '本机没有相机', how: '请用扫描头，或在下面输入编码。' },
    busy: { what: '相机打不开', how: '可能正被别的程序使用：关闭那个程序后再试。扫描头照常可用。' },
    gone: { what: '相机断开了', how: '请检查相机和它的权限，再试。扫描头照常可用。' },
    noReader: { what: '识码程序没有取到', how: '请联网后重新打开本页。扫描头照常可用。' },
  } satisfies Troubles as Troubles,
};
export const cameraEn: typeof cameraZh = {
  open: 'Camera',
  opening: 'Opening the camera…',
  ready: 'Hold the code into the picture; it closes once it is read.',
  none: 'Without a secure connection (HTTPS) there is no camera; the scanner works all the same.',
  troubles: {
    refused: {
      what: 'The camera is not allowed',
      how: 'Allow it in the site settings beside the address, then try again. The scanner works all the same.',
    },
    missing: { what: 'There is no camera here', how: 'Use the scanner, or type the code below.' },
    busy: {
      what: 'The camera does not open',
      how: 'Another program may have it: close that and try again. The scanner works all the same.',
    },
    gone: {
      what: 'The camera was taken away',
      how: 'Look at the camera and its permission, then try again. The scanner works all the same.',
    },
    noReader: {
      what: 'The reader of codes is not here',
      how: 'Open this page again when there is a line. The scanner works all the same.',
    },
  },
};
