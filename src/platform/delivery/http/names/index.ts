export { nameAnswers } from './name-answers';
export { ActorField, DivisionField, TeamField } from './named-fields';
export { Names } from './names';
export { NamesModule } from './names.module';
