import { ApiProperty, PickType } from '@nestjs/swagger';
import {
  ChoiceField,
  FlagField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../../platform/delivery/http/fields';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import type { GuardianRequested, NamedGuardian } from '../application/ask-guardian';
import type { GuardianAnswer, NamedLink, ProvenLink } from '../application/answer-guardian';
import type { GuardianLinkView } from '../application/guardian-links';
import type { GuardianStanding } from '../application/guardian-standings';
import type { GuardianRequestItem, GuardianRequestsQuery } from '../application/show-guardian-requests';
import { type GuardianFlag, guardianFlags, type GuardianState, guardianStates } from '../domain/guardian-request';

const STATES =
  'WAITING 等监护人答复，CONFIRMED 已同意，DENIED 不是其孩子，BLOCKED 填错太多次，EXPIRED 过期，REPLACED 已重发或已另外登记同意，WITHDRAWN 已收回，ENDED 孩子已成年';

/** The flags in a document. */
export const FLAG_WORDS =
  '要留意的：CHILD_WITHOUT_PHONE 孩子没有登记手机号，填的可能就是孩子自己的，PHONE_OF_MINOR 这个手机号登记在未成年志愿者名下，PHONE_OF_SEVERAL 还有别的孩子填了同一个手机号';

export class NamedGuardianRequest implements NamedGuardian {
  @TextField({ label: '监护人姓名', max: 40, example: '慕容清和' })
  name!: string;

  @TextField({ label: '与孩子的关系', max: 20, example: '母亲' })
  relation!: string;

  @TextField({ label: '监护人的手机号', max: 30, example: '13700001234' })
  phone!: string;
}

export class GuardianRequestedResponse implements GuardianRequested {
  @IdField({ label: '请监护人确认' })
  id!: string;

  @InstantField({ label: '链接到期时间' })
  expiresAt!: string;
}

export class GuardianRequestsFilter extends PageQuery implements GuardianRequestsQuery {
  @ChoiceField({ label: '状态', of: guardianStates, optional: true, description: STATES })
  status?: GuardianState;

  @IdField({ label: '志愿者', optional: true })
  volunteerId?: string;

  @FlagField({
    label: '只看要联系家里的',
    optional: true,
    description: '不是其孩子或填错太多次，孩子还在等审核，也没有另外办好',
    example: true,
  })
  isUnsettled?: boolean;
}

export class GuardianRequestItemResponse extends GuardianRequestedResponse implements GuardianRequestItem {
  @IdField({ label: '孩子' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '孩子的姓名' })
  volunteerName!: string | null;

  @ApiProperty({ enum: [...guardianStates], description: STATES })
  status!: GuardianState;

  @ApiProperty({ type: String, nullable: true, description: '监护人的姓名，打码；办结后为空', example: '慕容*' })
  guardianMasked!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '监护人的手机号，打码；办结后为空',
    example: '137****1234',
  })
  phoneMasked!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '与孩子的关系；办结后为空', example: '母亲' })
  relation!: string | null;

  @ApiProperty({ description: '是否本人登记时填写，而不是工作人员录入' })
  isAskedByChild!: boolean;

  @InstantField({ label: '提出时间' })
  askedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '短信发出时间；还没有发出为空' })
  sentAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '答复时间；还没有答复为空' })
  answeredAt!: string | null;

  @IntField({ label: '填了同一个手机号的其他孩子数', min: 0, max: 10_000 })
  otherChildren!: number;

  @ApiProperty({
    enum: [...guardianFlags],
    isArray: true,
    description: FLAG_WORDS,
    example: ['PHONE_OF_SEVERAL'],
  })
  flags!: readonly GuardianFlag[];
}

export class GuardianRequestPage {
  @ApiProperty({ type: [GuardianRequestItemResponse], description: '先提出的在前' })
  items!: readonly GuardianRequestItemResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置；最后一页为空' })
  next!: string | null;
}

export class GuardianNamedLinkRequest implements NamedLink {
  @TextField({ label: '链接里 # 号后面的一串', max: 100, example: 'q1w2e3…' })
  token!: string;

  @TextField({ label: '孩子的姓名', max: 40, example: '张小明' })
  childName!: string;
}

export class GuardianLinkRequest extends PickType(GuardianNamedLinkRequest, ['token']) {}

export class GuardianProvenLinkRequest extends GuardianLinkRequest implements ProvenLink {
  @TextField({ label: '验证码', max: 10, example: '123456' })
  code!: string;
}

/** Beside a registration: how far the guardian was asked by text. */
export class GuardianStandingResponse implements GuardianStanding {
  @ApiProperty({
    enum: [...guardianStates],
    nullable: true,
    description: `最近一次用短信请监护人确认的情况；没有用短信请过为空。${STATES}`,
    example: 'CONFIRMED',
  })
  guardianState!: GuardianState | null;

  @ApiProperty({ enum: [...guardianFlags], isArray: true, description: FLAG_WORDS, example: ['CHILD_WITHOUT_PHONE'] })
  guardianFlags!: readonly GuardianFlag[];
}

export class GuardianLinkResponse implements GuardianLinkView {
  @ApiProperty({ enum: [...guardianStates], description: STATES })
  state!: GuardianState;

  @ApiProperty({ type: String, nullable: true, description: '孩子的姓名，打码；办结后为空', example: '张*' })
  maskedChild!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '登记时写的关系；办结后为空', example: '母亲' })
  relation!: string | null;

  @ApiProperty({ description: '登记的地方', example: '春风社区' })
  place!: string;

  @ApiProperty({ type: String, nullable: true, description: '社区的电话', example: '010-55550101' })
  contactPhone!: string | null;

  @ApiProperty({ description: '同意的是什么', example: '监护人同意' })
  title!: string;

  @ApiProperty({ type: [String], description: '正文，每项一段', example: ['未成年人不参加有危险的活动。'] })
  paragraphs!: readonly string[];

  @ApiProperty({ description: '同意书版本', example: '2026-1' })
  textVersion!: string;

  @InstantField({ label: '提出时间' })
  askedAt!: string;

  @InstantField({ label: '链接到期时间' })
  expiresAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '答复时间；还没有答复为空' })
  answeredAt!: string | null;

  @IntField({ label: '姓名还可以填几次', min: 0, max: 10 })
  triesLeft!: number;
}

export class GuardianAnswerResponse implements GuardianAnswer {
  @ApiProperty({ enum: [...guardianStates], description: STATES })
  state!: GuardianState;

  @InstantField({ label: '答复时间' })
  answeredAt!: string;
}
