import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TextField } from '../../../../platform/delivery/http/fields';
import type { IdNumberAnswer } from '../../id-numbers';

@ApiSchema({ description: '核对证件时，证件上的号码' })
export class IdNumberCheckRequest {
  @TextField({
    label: '证件上的身份证号码',
    max: 40,
    description: '照证件逐位输入；只比对，不保存',
    example: '11010519491231002X',
  })
  idNumber!: string;
}

@ApiSchema({ description: '证件上的号码是否一致，还能核对几次' })
export class IdNumberCheckResponse implements IdNumberAnswer {
  @ApiProperty({ description: '与登记的号码是否一致' })
  isSame!: boolean;

  @ApiProperty({ type: 'integer', description: '这个人今天还可以核对不符几次，所有工作人员合计' })
  wrongLeft!: number;

  @ApiProperty({ type: 'integer', description: '您今天还可以核对几次' })
  checksLeft!: number;
}
