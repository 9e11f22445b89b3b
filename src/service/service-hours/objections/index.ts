/** The only door of this sub-room. */
export { AnswerObjection, type AnswerObjectionCommand } from './application/answer-objection';
export { ListObjections, type ObjectionItem } from './application/list-objections';
export { type ObjectionRef, RaiseObjection, type RaiseObjectionCommand } from './application/raise-objection';
export { type CallReply, ReplyToCall, type ReplyToCallCommand } from './application/reply-to-call';
export { ObjectionsModule } from './objections.module';
export { objectionsQueue } from './persistence/objections-queue';
