import { defineErrors } from '../../kernel/domain-error';

/** Refusals of a punch. In every one of them nothing has been recorded, and the sentence says so. */
export const attendanceErrors = defineErrors({
  PUNCH_SHIFT_CANCELLED: {
    kind: 'conflict',
    sentence: '这一场活动已取消,本次打卡没有记录;请查看活动通知或改报其他场次。',
  },
  PUNCH_SHIFT_CLOSED: {
    kind: 'conflict',
    sentence: '这一场已结束并关闭,本次打卡没有记录;如确实参加,请联系活动负责人或社区补录。',
  },
  SHIFT_NOT_PUBLISHED: { kind: 'conflict', sentence: '这个活动还没有发布,本次打卡没有记录;请等活动发布后再打卡。' },
  PUNCH_METHOD_NOT_OFFERED: {
    kind: 'conflict',
    sentence: '这个活动没有开通此种打卡方式,本次打卡没有记录;请按活动说明的方式打卡。',
  },
  PUNCH_VOLUNTEER_NOT_ACTIVE: {
    kind: 'conflict',
    sentence: '志愿者目前不是在册状态(已暂停或已注销),本次打卡没有记录;请联系所在社区办理恢复。',
  },
  NOT_SIGNED_UP: {
    kind: 'conflict',
    sentence: '没有找到本场的有效报名,本次打卡没有记录;请先报名,或请活动负责人点名登记。',
  },
  PUNCH_TOO_EARLY: {
    kind: 'conflict',
    sentence: '还没有到打卡时间,本次打卡没有记录;请在允许打卡的时间开始后再试。',
  },
  PUNCH_TOO_LATE: {
    kind: 'conflict',
    sentence: '已超过打卡时间,本次打卡没有记录;如确实参加,请联系活动负责人或社区补录。',
  },
  PUNCH_CLAIMS_WAITING: {
    kind: 'conflict',
    sentence:
      '您在这一场已有 4 次打卡等待复核，这一次没有保存；请等工作人员复核，仍有遗漏的，请联系活动负责人或社区补录。',
  },
  PUNCH_CODE_GUESSING: {
    kind: 'too-many',
    sentence: '打卡码输错次数太多,本次打卡没有记录;请不要再试,直接请活动负责人点名登记。',
  },
  CODE_WRONG: {
    kind: 'invalid',
    sentence: '打卡码不对,本次打卡没有记录;请核对现场出示的打卡码(签到码与签退码不同)后重试。',
  },
  CODE_EXPIRED: { kind: 'gone', sentence: '打卡码已过期,本次打卡没有记录;请扫描或输入现场最新的打卡码。' },
  CHECK_IN_MISSING: {
    kind: 'conflict',
    sentence: '还没有签到,不能签退,本次打卡没有记录;请先签到,或请活动负责人点名登记。',
  },
  ALREADY_CHECKED_IN: {
    kind: 'conflict',
    sentence: '已经签到,不必重复签到;先前的签到有效,本次没有另行记录,服务结束后请签退。',
  },
  ALREADY_CHECKED_OUT: {
    kind: 'conflict',
    sentence: '已经签退,不必重复签退;先前的签退有效,本次没有另行记录,如继续服务请重新签到。',
  },
  CODE_USED: {
    kind: 'conflict',
    sentence: '这个打卡码您已用过一次,本次打卡没有记录;请等现场的打卡码换新(约半分钟)后再扫描或输入。',
  },
  PUNCH_OUT_OF_ORDER: {
    kind: 'conflict',
    sentence: '打卡时间早于上一次打卡,本次打卡没有记录;请稍后重试,或联系活动负责人登记。',
  },
  PUNCH_ID_REUSED: {
    kind: 'conflict',
    sentence: '这个打卡编号已用于另一次内容不同的打卡,本次没有记录;请刷新页面后重新打卡。',
  },
  PUNCH_OF_ANOTHER: {
    kind: 'conflict',
    sentence: '这几次打卡是另一位志愿者存在这部手机里的，没有记录；请本人在这部手机上登录后补传。',
  },
  PUNCH_BUSY: { kind: 'unavailable', sentence: '打卡人数较多,本次打卡没有记录;请稍等几秒后用同一打卡编号重试。' },
  PUNCH_OUTCOME_UNKNOWN: {
    kind: 'unavailable',
    sentence: '系统暂时中断,还不能确认本次打卡是否已记录;请稍等几秒后用同一打卡编号重发,不会重复记录。',
  },
  ROLL_CALL_SELF: {
    kind: 'forbidden',
    sentence: '不能为自己点名或代打卡,本次没有记录;请本人扫码打卡,或请其他工作人员登记。',
  },
  DEVICE_UNKNOWN: { kind: 'not-found', sentence: '没有找到这台现场设备,请在场次的设备列表里核对。' },
  DEVICE_TOKEN_INVALID: {
    kind: 'unauthenticated',
    sentence: '这台设备没有得到授权,请由活动负责人重新生成设备链接并打开。',
  },
  DEVICE_REVOKED: { kind: 'forbidden', sentence: '这台设备的授权已被收回,请联系活动负责人。' },
  DEVICE_EXPIRED: { kind: 'gone', sentence: '这台设备的授权已到期,请由活动负责人重新生成设备链接。' },
  KIOSK_OWN_TABLET: {
    kind: 'forbidden',
    sentence:
      '这台设备由您或您的家人授权，不能用它记您自己的出勤，本次打卡没有记录；请用本人手机扫码，或请副队长、工作人员点名登记。',
  },
  KIOSK_GUESSING: {
    kind: 'too-many',
    sentence: '输错次数太多,本次打卡没有记录;请不要再试,直接请活动负责人点名登记。',
  },
  KIOSK_NOT_RECOGNISED: {
    kind: 'invalid',
    sentence: '没有认出您,本次打卡没有记录;请核对姓名和手机号后四位,或请活动负责人点名登记。',
  },
  WALK_IN_GUESSING: {
    kind: 'too-many',
    sentence: '没有登记上的次数太多，本次没有记录；请过一会儿再试，或请本人扫码签到。',
  },
  WALK_IN_NOT_RECOGNISED: {
    kind: 'invalid',
    sentence:
      '没有登记上，本次没有记录；请和本人核对姓名、登记时留的手机号后四位，还是不行的，请本人扫码签到，或记在纸质签到表上。',
  },
  CARD_SHEET_CHOICE: { kind: 'invalid', sentence: '请选择志愿者名单或服务队之一来打印,不能都填,也不能都不填。' },
  CARD_SHEET_EMPTY: {
    kind: 'conflict',
    sentence: '这支服务队没有可以印卡的队员(须在册,并在您负责的区划内),没有生成文件;请核对队员名单。',
  },
  CARD_SHEET_TOO_LONG: { kind: 'invalid', sentence: '一次最多印 200 张卡,请分几次按名单打印。' },
  EXCUSE_TOO_LATE: { kind: 'conflict', sentence: '已超过请假的期限,没有提交;请直接联系活动负责人。' },
  EXCUSE_GIVEN: { kind: 'conflict', sentence: '这次报名已提交过请假,请等待活动负责人决定。' },
  EXCUSE_UNKNOWN: { kind: 'not-found', sentence: '这次报名没有提交请假,请刷新列表。' },
  EXCUSE_DECIDED: { kind: 'conflict', sentence: '这次请假已有决定,请刷新列表查看。' },
  LIVE_BOARD_BUSY: { kind: 'unavailable', sentence: '实时名单的连接已满,请稍后再试,或手动刷新到场名单。' },
  LIVE_BOARD_ENDED: { kind: 'unauthenticated', sentence: '登录已失效,实时名单已断开;请重新登录后再打开。' },
  GEOFENCE_WITHOUT_PLACE: {
    kind: 'conflict',
    sentence: '活动还没有标注地点坐标,不能开启位置佐证;请先在活动里标注地点。',
  },
  SCAN_LINK_STALE: {
    kind: 'gone',
    sentence: '这个二维码已经换新,本次打卡没有记录;请重新扫描现场屏幕上最新的二维码。',
  },
  SCAN_TICKET_INVALID: { kind: 'invalid', sentence: '扫码凭据不对,本次打卡没有记录;请重新扫描现场屏幕上的二维码。' },
  SCAN_TICKET_EXPIRED: {
    kind: 'gone',
    sentence: '扫码后等待太久,本次打卡没有记录;请重新扫描现场屏幕上最新的二维码。',
  },
});
