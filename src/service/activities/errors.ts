import { defineErrors } from '../../kernel/domain-error';

export const activityErrors = defineErrors({
  ACTIVITY_UNKNOWN: { kind: 'not-found', sentence: '没有找到这个活动,请检查编号,或在活动列表中重新选择。' },
  ACTIVITY_NOT_PUBLISHED: { kind: 'conflict', sentence: '这个活动还没有发布,请等发布后再办理。' },
  ACTIVITY_NOT_DRAFT: { kind: 'conflict', sentence: '只有草稿状态的活动可以发布,请刷新后查看最新状态。' },
  ACTIVITY_CANCELLED: { kind: 'conflict', sentence: '这个活动已取消,不能再办理;请选择其他活动。' },
  ACTIVITY_CLOSED: { kind: 'conflict', sentence: '这个活动已结束,不能再修改或办理。' },
  ACTIVITY_NO_SHIFT: { kind: 'conflict', sentence: '这个活动没有尚未结束的场次,请先添加场次再发布。' },
  DRAFT_SHIFT_BEGAN: {
    kind: 'conflict',
    sentence:
      '草稿里有场次早已开始，不能再发布；请先取消那一场再发布，已经做过的服务由本人申报，或请社区工作人员补录。',
  },
  ACTIVITY_HAS_OPEN_SHIFTS: { kind: 'conflict', sentence: '还有场次没有结束,请先逐场结束或取消,再结束活动。' },
  ACTIVITY_KIND_MISMATCH: {
    kind: 'invalid',
    sentence: '类型与类别不符：志愿者培训须登记为培训；不计服务时长的类别（如比赛）不能登记为培训。请修改类型或类别。',
  },
  POSITION_SERVICE_IN_TRAINING: {
    kind: 'invalid',
    sentence: '培训的学时与服务时长分开计，岗位不写是否服务，请去掉这一项。',
  },
  ACTIVITY_CATEGORY_MOVED: {
    kind: 'conflict',
    sentence: '活动发布以后，这一类别是否计入服务时长已经改了，不能再增加场次；请按现在的规定新建活动。',
  },
  HELPER_SEATS_GROWN: {
    kind: 'invalid',
    sentence: '服务岗位（如赛事服务）的名额由发布活动的另一人定下，增加场次时不能再多；需要更多名额的，请新建活动。',
  },
  ACTIVITY_PLACE_INCOMPLETE: { kind: 'invalid', sentence: '经度、纬度和坐标系须一起填写,或都不填。' },
  POSITION_NAME_TAKEN: { kind: 'invalid', sentence: '岗位名称有重复,请给每个岗位起不同的名称。' },
  POSITION_UNKNOWN: { kind: 'not-found', sentence: '这个场次没有这个岗位,请在场次的岗位列表中选择。' },
  SHIFT_UNKNOWN: { kind: 'not-found', sentence: '没有找到这个场次,请检查编号,或在活动中重新选择。' },
  SHIFT_TIME_INVALID: { kind: 'invalid', sentence: '场次的结束时间须晚于开始时间,请修改。' },
  SHIFT_RANGE_INVALID: { kind: 'invalid', sentence: '结束的日子须不早于开始的日子，一次最多查 63 天，请修改。' },
  SHIFT_TOO_LONG: { kind: 'invalid', sentence: '一个场次最长 24 小时,更长的服务请分成几个场次。' },
  SHIFT_IN_PAST: { kind: 'invalid', sentence: '场次的结束时间已过,请填写尚未结束的时间。' },
  SHIFT_BEGAN_TOO_LONG_AGO: {
    kind: 'invalid',
    sentence:
      '场次开始的时间已过去太久，不能再排成场次；已经做过的服务，请由本人在“自我申报”里申报，或请社区工作人员在原场次补录，经审核后计入。',
  },
  SHIFT_BREAK_INVALID: {
    kind: 'invalid',
    sentence: '休息时间须在场次之内,先后不重叠,也不能占满整个场次,请修改。',
  },
  SHIFT_DUPLICATE: { kind: 'conflict', sentence: '同一活动已有在这一时间开始的场次,请错开开始时间。' },
  SHIFT_TOO_MANY: { kind: 'invalid', sentence: '一个活动最多 200 个场次,请缩短周期,或另建一个活动。' },
  RECURRENCE_ENDS_TOO_EARLY: { kind: 'invalid', sentence: '每周重复的截止日期早于首场日期,请改为更晚的日期。' },
  RECURRENCE_TOO_LONG: {
    kind: 'invalid',
    sentence: '每周重复的时间太长:最多 200 场、约 3 年,请把截止日期提前;系统不会自动截短。',
  },
  SHIFT_CANCELLED: { kind: 'conflict', sentence: '这个场次已取消,不能再办理;请选择其他场次。' },
  SHIFT_CLOSED: { kind: 'conflict', sentence: '这个场次已结束,不能再办理;如记录有误请提出更正。' },
  SHIFT_STARTED: { kind: 'conflict', sentence: '场次已经开始,不能再取消;如不能到场请直接告知领队。' },
  SHIFT_NOT_STARTED: { kind: 'conflict', sentence: '场次还没有开始,不能结束;如不再举行请取消场次。' },
  SHIFT_ENDED: { kind: 'conflict', sentence: '场次已到结束时间,报名太晚了,请选择其他场次。' },
  EXTENSION_INVALID: {
    kind: 'invalid',
    sentence: '延长后的结束时间须晚于现在的结束时间,且全场不超过 24 小时,请修改。',
  },
  EXTENSION_TOO_LATE: {
    kind: 'conflict',
    sentence: '这一场结束已久，不能再延长；超出的服务时间，请由本人补报签退时间，或请社区工作人员更正，经审核后计入。',
  },
  SHIFT_FULL: { kind: 'conflict', sentence: '这个岗位已报满;可以选择候补,有人取消时会按先后自动递补。' },
  SIGNUP_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条报名,请在“我的报名”中重新选择。' },
  SIGNUP_DUPLICATE: { kind: 'conflict', sentence: '已经报名或候补了这个场次,无需重复报名。' },
  SIGNUP_OVERLAP: { kind: 'conflict', sentence: '已报名的另一场次与这一场时间重叠,请先取消其中一场。' },
  SIGNUP_LOAD_UNCONFIRMED: {
    kind: 'conflict',
    sentence: '报上这一场，休息太少或服务太多；请看清提醒，仍要报名的，确认以后再报一次。',
  },
  SIGNUP_ALREADY_CANCELLED: { kind: 'conflict', sentence: '这条报名已取消,无需再次取消;如要参加请重新报名。' },
  SIGNUP_MINOR_BARRED: {
    kind: 'forbidden',
    sentence: '未成年人（满 18 周岁的当年也算）不能参加高风险活动，请选择其他活动。',
  },
  SIGNUP_AGE_UNKNOWN: { kind: 'conflict', sentence: '没有出生日期,不能确认是否成年,请联系社区补全登记后再报名。' },
  SIGNUP_GUARDIAN_CONSENT_MISSING: {
    kind: 'conflict',
    sentence: '未满 14 周岁（满 14 周岁的当年也算）须先有监护人同意，请联系社区录入监护人同意后再报名。',
  },
});
