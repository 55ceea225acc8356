/** How a photograph is refused. */
import { row } from './fault-row.ts';

export const photoFaults = Object.freeze({
  photoUnnamed: row(
    'drop',
    409,
    false,
    '该单据没有引用这张照片，您在该单据上也没有可办的步骤。',
    'No step of the document names this photo, and there is none that you could take.',
  ),
  photosAhead: row(
    'tell-person',
    409,
    false,
    '您已上传 40 张尚未被任何步骤引用的照片：先办理引用它们的步骤；七日内没有引用的会自动清除。',
    'You have sent 40 photos that no step names yet: take the steps that name them first; what none names within seven days is taken away.',
  ),
  photoNotHere: row(
    'tell-person',
    409,
    false,
    '这一步引用的照片还没有上传：请先上传照片，再办理。',
    'A photo that the step names is not here: send the photo first, then take the step.',
  ),
  photoAwaited: row(
    'tell-person',
    409,
    false,
    '该单据引用的照片还没有传到，看不到就不能批：请拍照的手持机连上线路传完，再办理。',
    'A photo that this document names has not come, and nobody judges what cannot be seen: let the handheld that took it go on line and send it, then take the step.',
  ),
  photoDiffers: row(
    'drop',
    422,
    false,
    '照片内容与所引用的校验值不符。',
    'The photo is not the one that was named: its hash differs.',
  ),
  photoType: row(
    'drop',
    415,
    false,
    '只接受 JPEG、PNG 或 WebP 照片。',
    'A photo has to be JPEG, PNG or WebP.',
  ),
  photoTooLarge: row('drop', 413, false, '照片超过 5 MB。', 'The photo is larger than 5 MB.'),
  photosMany: row(
    'retry',
    429,
    true,
    '24 小时内上传的照片过多，照片留在本机，稍后自动再传。',
    'Too many photos within 24 hours: they stay on the device and are sent later.',
  ),
});
