import { TextField } from '../../../delivery/http/fields';

/** A step that asks for the person once more. */
export class ProofRequest {
  @TextField({ label: '密码', max: 128, optional: true, description: '密码和验证码给一样即可' })
  password?: string;

  @TextField({
    label: '验证码',
    max: 10,
    optional: true,
    example: '123456',
    description: '先用 POST me/phone-codes 发到本人登记的手机',
  })
  code?: string;
}
