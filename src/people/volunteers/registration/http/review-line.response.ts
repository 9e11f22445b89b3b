import { ChoiceField, IdField, TextField } from '../../../../platform/delivery/http/fields';

/** What became of one person in a batch of reviews. */
export class ReviewLineResponse {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @ChoiceField({ label: '结果', of: ['DONE', 'REFUSED'] })
  status!: 'DONE' | 'REFUSED';

  @TextField({ label: '未办理的原因代码', max: 60, nullable: true })
  code!: string | null;

  @TextField({ label: '说明', max: 200, nullable: true })
  message!: string | null;
}
