import { ApiProperty } from '@nestjs/swagger';
import { InstantField } from '../../../../platform/delivery/http/fields';

export class VolunteerCardResponse {
  @ApiProperty({ description: '二维码里的文字,不含个人信息' })
  card!: string;

  @ApiProperty({ description: '二维码(SVG)' })
  svg!: string;

  @InstantField({ label: '到期时间' })
  expiresAt!: string;
}
