import { ChoiceField, IdField, IntField, TextField } from '../../../../platform/delivery/http/fields';
import { DirectionField, type PunchDirection } from '../../punching';

export class CodeQuery {
  @DirectionField()
  direction!: PunchDirection;
}

export class ShownCodeResponse {
  @IdField({ label: '场次' })
  shiftId!: string;

  @ChoiceField({ label: '方向', of: ['IN', 'OUT'] })
  direction!: PunchDirection;

  @TextField({ label: '六位打卡码', max: 6, example: '042917' })
  digits!: string;

  @TextField({ label: '二维码链接', max: 400 })
  link!: string;

  @IntField({ label: '剩余秒数', min: 0, max: 30 })
  secondsLeft!: number;
}
