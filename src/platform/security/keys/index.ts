export { KeyRotations, type KeyUse } from './key-rotations';
export { KeysModule } from './keys.module';
