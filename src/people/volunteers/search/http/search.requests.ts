import { IdField, TextField } from '../../../../platform/delivery/http/fields';
import { PageQuery } from '../../../../platform/delivery/http/paging';

export class SearchVolunteersRequest extends PageQuery {
  @TextField({
    label: '查找内容',
    max: 40,
    description: '姓名开头、名字、拼音首字母、手机号后四位、完整手机号或志愿者编号',
    example: '桂兰',
  })
  text!: string;

  @IdField({ label: '区划', optional: true, description: '只找这个区划及其下级' })
  divisionId?: string;
}
