/** What each job of the background does, for whoever decides whether to try it again. A test compares the names. */
const sentences: Readonly<Record<string, string>> = {
  'activities.close-overdue-shift': '把过了结束时间还没有人结束的场次结束掉。',
  'activities.shift-closed': '场次结束以后，按打卡算出每个人的时长。',
  'alerts.tell': '把警报发到群机器人。',
  'alerts.watch': '看一遍有没有没办成的任务，报警。',
  'attachments.forget': '到了保存期限的附件，删掉。',
  'attendance.drop-positions': '删掉过了期限的定位。',
  'attendance.outcomes-due': '场次过后，登记谁没有来。',
  'certificates.supersede': '台账更正以后，把旧的证明标为已被取代。',
  'decisions.lapse': '过了期限没有人决定的事项，作过期处理。',
  'evidence.audit': '每夜把整本台账从头核对一遍。',
  'evidence.checkpoint': '签署一个检查点。',
  'evidence.requested-audit': '办理审计员发起的台账核对。',
  'keys.rotate': '把加密保存的资料换成新的密钥。',
  'openings.due': '公示期满的历史时长，记入台账。',
  'oversight.draw-visits': '抽取要上门核对的登记。',
  'oversight.raise-signals': '查一遍打卡和登记，报出异常提示。',
  'oversight.tell-not-found': '上门查无此人的，通知有关的人。',
  'people-imports.apply': '把确认过的人员导入一批一批写进去。',
  'people-imports.clear': '删掉过了期限的导入文件。',
  'practice.keep-alive': '给练习街道补上今天的活动。',
  'ranking.rebuild': '把排名从台账重算一遍。',
  'ranking.refresh': '入账以后，更新排名。',
  'service-hours.apply-recompute': '按批准的重算，逐条更正时长。',
  'service-hours.records-due': '公示期满的服务记录，记入台账。',
  'service-hours.records-due-in-slice': '公示期满的服务记录，记入台账（分批）。',
  'service-hours.remind-check-outs': '提醒漏了签退的人补报。',
  'service-hours.remind-completion': '提醒补全登记资料。',
  'sms-receipts.due': '把该发的短信排好队。',
  'sms-receipts.text-notice': '发一条短信通知。',
  'volunteer-access.apply': '到时间的手机号更换，生效。',
  'volunteer-access.tell-phones': '告诉新旧两个手机号：号码换了。',
  'volunteer-access.text-owner': '给本人发账号的短信。',
  'volunteers.end-guardian-requests': '过了期限的监护人确认，结束。',
  'volunteers.guardian-withdrew': '监护人撤回同意以后，取消孩子的报名。',
  'volunteers.index-for-search': '更新找人用的索引。',
  'volunteers.registered-again': '重新登记的人，接上原来的资料。',
  'volunteers.text-guardian': '给监护人发确认短信。',
};

export const knownJobs: readonly string[] = Object.keys(sentences);

export function jobSentence(name: string): string {
  return sentences[name] ?? '以前版本的任务。再试以前，请问维护的人。';
}
