/** A page of handwriting can be read at this size; a phone's own picture is ten times as large. */
const LONG_SIDE = 2_000;
const QUALITY = 0.82;

/**
 * Draws a picture anew: smaller, and without what the camera wrote into the file (place, time, device). Nothing of the
 * original leaves the phone.
 *
 * @throws Error where the file is no picture that this browser can draw.
 */
export async function shrinkPicture(file: File): Promise<Blob> {
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.naturalWidth * scale);
    canvas.height = Math.round(picture.naturalHeight * scale);
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('no canvas');
    brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    if (!drawn) throw new Error('not drawn');
    return drawn;
  } finally {
    URL.revokeObjectURL(address);
  }
}
