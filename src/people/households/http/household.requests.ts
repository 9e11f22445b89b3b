import { ApiProperty } from '@nestjs/swagger';
import { IdField, TextField } from '../../../platform/delivery/http/fields';

export class DeclareHouseholdRequest {
  @IdField({ label: '同户的志愿者' })
  withVolunteerId!: string;

  @TextField({ label: '依据', min: 2, max: 200, description: '如本人说明、户口簿、入户走访' })
  source!: string;
}

export class HouseholdRefResponse {
  @IdField({ label: '户' })
  householdId!: string;
}

export class HouseholdMemberResponse {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '依据', max: 200 })
  source!: string;

  @ApiProperty({ type: String, format: 'date-time', description: '登记时间' })
  declaredAt!: Date;
}

export class HouseholdResponse {
  @ApiProperty({ type: [HouseholdMemberResponse] })
  items!: readonly HouseholdMemberResponse[];
}
