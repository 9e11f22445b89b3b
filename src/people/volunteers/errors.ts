import { defineErrors } from '../../kernel/domain-error';

export const volunteerErrors = defineErrors({
  ID_NUMBER_EMPTY: { kind: 'invalid', sentence: '没有填写身份证号码,请填写 18 位号码。' },
  ID_NUMBER_MANGLED_BY_SPREADSHEET: {
    kind: 'invalid',
    sentence: '身份证号码的末几位被电子表格改成了 0 或科学计数,请把单元格设为文本后重新填写。',
  },
  ID_NUMBER_OLD_FORM: { kind: 'invalid', sentence: '这是旧的 15 位身份证号码,请填写现行的 18 位号码。' },
  ID_NUMBER_LENGTH: { kind: 'invalid', sentence: '身份证号码的位数不对,请核对后填写 18 位号码。' },
  ID_NUMBER_CHARACTERS: { kind: 'invalid', sentence: '身份证号码含有不该有的字符,只能是数字,末位可为 X。' },
  ID_NUMBER_REGION: { kind: 'invalid', sentence: '身份证号码开头的地区代码不存在,请核对前六位。' },
  ID_NUMBER_BIRTH_DATE: { kind: 'invalid', sentence: '身份证号码里的出生日期不存在,请核对第 7 到 14 位。' },
  ID_NUMBER_CHECK_DIGIT: { kind: 'invalid', sentence: '身份证号码的校验位不符,很可能有一位写错,请对照证件逐位核对。' },
  PHONE_INVALID: { kind: 'invalid', sentence: '手机号码不对,请填写 11 位的大陆手机号码。' },
  AVAILABILITY_INVALID: { kind: 'invalid', sentence: '可服务时间有误:结束须晚于开始,同一天的时段不能重叠,请修改。' },
  VOLUNTEER_UNKNOWN: { kind: 'not-found', sentence: '没有找到这名志愿者,请检查编号。' },
  SEARCH_TEXT_INVALID: {
    kind: 'invalid',
    sentence: '请输入姓名、名字、拼音首字母、手机号后四位、完整手机号或志愿者编号之一。',
  },
  VOLUNTEER_DUPLICATE: { kind: 'conflict', sentence: '这个身份证号码已经登记过,请用原账号登录,或请社区查询原有登记。' },
  VOLUNTEER_NOT_ACTIVE: { kind: 'conflict', sentence: '这名志愿者目前不是在册状态,请先由社区审核或恢复。' },
  VOLUNTEER_CLOSED: { kind: 'conflict', sentence: '这名志愿者已注销,不能再办理业务;如需服务请重新登记。' },
  VOLUNTEER_STATUS_CONFLICT: { kind: 'conflict', sentence: '当前状态不能这样办理,请刷新后查看最新状态。' },
  VOLUNTEER_REASON_REQUIRED: { kind: 'invalid', sentence: '不通过或暂停须写明原因,本人会看到,请填写。' },
  CLOSING_UNKNOWN: { kind: 'not-found', sentence: '没有找到这份注销申请,请刷新列表。' },
  CLOSING_OPEN: { kind: 'conflict', sentence: '已有一份注销申请在等另一人同意,请到"等待注销"里查看。' },
  CLOSING_DECIDED: { kind: 'conflict', sentence: '这份注销申请已经处理过,请刷新列表。' },
  CLOSING_NEEDS_TWO: {
    kind: 'forbidden',
    sentence: '工作人员不能一个人注销他人的账号,请提出注销申请,由另一名工作人员同意。',
  },
  GUARDIAN_CONSENT_REQUIRED: {
    kind: 'conflict',
    sentence: '未满 14 周岁（满 14 周岁的当年也算）须先有监护人同意，请取得同意并录入后再通过审核。',
  },
  GUARDIAN_NEEDLESS: { kind: 'conflict', sentence: '本人已成年，无需录入监护人。' },
  GUARDIAN_SMS_NONE: {
    kind: 'conflict',
    sentence: '本街道还没有开通短信，不能用短信请监护人确认；请监护人带身份证和孩子的户口簿到社区办理。',
  },
  GUARDIAN_PHONE_OWN: {
    kind: 'invalid',
    sentence: '监护人的手机号不能和孩子的一样；孩子没有自己的手机，孩子的手机号请空着。',
  },
  GUARDIAN_TEXTS_MANY: {
    kind: 'too-many',
    sentence: '这个手机号今天收到的确认短信已经够多了，没有再发；请明天再试，或请监护人到社区办理。',
  },
  GUARDIAN_LINK_INVALID: {
    kind: 'gone',
    sentence: '这条链接已经失效：它只能用一次，过期或重发以后旧的不再有用。请看最新的一条短信，或打电话给社区。',
  },
  GUARDIAN_LINK_BLOCKED: {
    kind: 'gone',
    sentence: '孩子的姓名填错的次数太多，这条链接已停用；请打电话给社区，或带证件到社区办理。',
  },
  GUARDIAN_CHILD_WRONG: {
    kind: 'invalid',
    sentence: '填的姓名和登记的不一样，没有办理；请照孩子的身份证或户口簿再填一遍。',
  },
  GUARDIAN_ANSWERED: {
    kind: 'conflict',
    sentence: '这件事您已经答复过了，没有再改；请刷新页面查看现在的情况。',
  },
  GUARDIAN_SETTLED: {
    kind: 'conflict',
    sentence: '社区已经另外登记了监护人的同意，不用再确认；有疑问请打电话给社区。',
  },
  GUARDIAN_CHILD_GROWN: {
    kind: 'gone',
    sentence: '孩子已经成年，参加活动不再要监护人同意，这条链接到此为止；有疑问请打电话给社区。',
  },
  GUARDIAN_FLAGGED: {
    kind: 'conflict',
    sentence: '监护人的短信同意有要留意的地方，还没有通过；请打电话或当面向监护人核实，再逐项确认，写明怎样核实的。',
  },
  GUARDIAN_PHONE_MANY: {
    kind: 'conflict',
    sentence: '用这个手机号确认的孩子已经够多了，没有办理；请带身份证和孩子的户口簿到社区当面办。',
  },
  REVEAL_APPROVAL_REQUIRED: {
    kind: 'forbidden',
    sentence:
      '未成年人（满 18 周岁的当年也算）的完整信息须两人办理：请先提出查看申请，由另一人同意后半小时内查看一次。',
  },
  REVEAL_APPROVAL_NEEDLESS: { kind: 'conflict', sentence: '本人已成年,写明原因即可查看,无需另一人同意。' },
  REVEAL_REQUEST_UNKNOWN: { kind: 'not-found', sentence: '没有找到这份查看申请,请刷新列表。' },
  REVEAL_DECIDED: { kind: 'conflict', sentence: '这份查看申请已有人同意,请刷新列表。' },
  NAME_BY_TWO: {
    kind: 'conflict',
    sentence:
      '已审核的志愿者改姓名须两人办理，没有改动；请在“更正登记”里提出并附证件照片，由另一位工作人员核对后决定。',
  },
  CORRECTION_UNKNOWN: { kind: 'not-found', sentence: '没有找到这份更正申请,请刷新列表。' },
  CORRECTION_NOTHING: { kind: 'invalid', sentence: '姓名和身份证号码都与登记的一样,没有要更正的,请核对后再提交。' },
  ID_NUMBER_CHECKS_WRONG: {
    kind: 'too-many',
    sentence: '这个人的证件号今天已多次核对不符，暂停核对；请明天再核，或由有权限的人员写明原因查看完整号码。',
  },
  ID_NUMBER_CHECKS_MANY: {
    kind: 'too-many',
    sentence: '您今天核对证件号的次数已满，请明天再核，或请同事办理。',
  },
  ID_NUMBER_LIST_LIMIT: {
    kind: 'too-many',
    sentence:
      '名单里同一地区、同一年出生的身份证号码太多，超过一天可以核对的数量；请拆开分几天导入，确有需要请运行维护人员调高上限。',
  },
  CORRECTION_TOO_MANY: { kind: 'too-many', sentence: '今天提交更正申请的次数已满，请明天再提交，或到社区当面办理。' },
  CORRECTION_OPEN: { kind: 'conflict', sentence: '已有一份更正申请在等审核,请等结果;填错了可请社区退回后重新提交。' },
  CORRECTION_DECIDED: { kind: 'conflict', sentence: '这份更正申请已经处理过,请刷新列表。' },
  CORRECTION_REASON_REQUIRED: { kind: 'invalid', sentence: '不同意更正须写明原因,本人会看到,请填写。' },
  CORRECTION_ID_TAKEN: {
    kind: 'conflict',
    sentence: '这个身份证号码已有另一份登记,不能直接更正;如果是同一个人,请先提出合并登记。',
  },
  CORRECTION_PROOF_MISSING: { kind: 'not-found', sentence: '这份更正申请没有附证明材料,请请本人当面出示证件。' },
  CORRECTION_PROOF_TYPE: { kind: 'invalid', sentence: '证明材料须为 JPEG、PNG、WebP 照片或 PDF,请换一个文件。' },
  CORRECTION_PROOF_TOO_LARGE: { kind: 'invalid', sentence: '证明材料不能超过 5 MB,请压缩或重拍后再传。' },
  CONSENT_REGISTRATION_REQUIRED: { kind: 'invalid', sentence: '登记须由本人同意个人信息的使用,请确认同意后再提交。' },
  CONSENT_TEXT_UNKNOWN: { kind: 'not-found', sentence: '没有这个版本的同意书，请不填版本，查看现行的一份。' },
  CONSENT_REPEATED: { kind: 'invalid', sentence: '同一用途的同意只能填一次,请去掉重复的。' },
  CONSENT_CHANNEL_FOREIGN: {
    kind: 'forbidden',
    sentence: '这种方式的同意须由工作人员当面核对后录入,请联系社区办理。',
  },
  CONSENT_ALREADY_GRANTED: { kind: 'conflict', sentence: '这一用途已有有效的同意,无需重复录入。' },
  CONSENT_NOT_GRANTED: { kind: 'conflict', sentence: '这一用途没有有效的同意,无需撤回。' },
  CONSENT_REGISTRATION_NEEDED: {
    kind: 'conflict',
    sentence: '登记所需的同意不能单独撤回,如不愿继续请办理注销。',
  },
});
