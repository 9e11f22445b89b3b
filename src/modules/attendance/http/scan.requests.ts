import { InstantField, TextField } from '../../../platform/http/fields';

export class ScanRequest {
  @TextField({ label: '扫码凭据', max: 200, description: '打开二维码链接时得到,几分钟内有效' })
  ticket!: string;

  @InstantField({ label: '设备发送时间', optional: true })
  deviceSentAt?: string;
}
