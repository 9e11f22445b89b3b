import { Module } from '@nestjs/common';
import { KeyRotations } from './key-rotations';
import { RotateKeysHandler } from './rotate-keys-handler';

/** Master keys and how they are changed. */
@Module({ providers: [KeyRotations, RotateKeysHandler], exports: [KeyRotations] })
export class KeysModule {}
