import { answered } from '../../api/answer';
import { api } from '../../api/client';

/** Sends the picture, drawn anew, as proof of the shift. */
export function storePicture(key: string, shiftId: string, picture: Blob) {
  const form = new FormData();
  form.append('file', picture, 'paper.jpg');
  return answered(
    api.POST('/api/v1/shifts/{shiftId}/attachments', {
      params: { path: { shiftId }, header: { 'Idempotency-Key': key } },
      body: { file: '' },
      bodySerializer: () => form,
    }),
  );
}
