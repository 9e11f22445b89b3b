import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../../activities';
import { PunchingModule } from '../punching';
import { DevicesController } from './http/devices.controller';
import { DeviceTokens } from './application/device-tokens';
import { ShiftDevices } from './application/shift-devices';
import { ShiftDeviceRepository } from './persistence/shift-device.repository';

/** Tablets and screens on the spot, and their tokens. */
@Module({
  imports: [ActivitiesModule, PunchingModule],
  controllers: [DevicesController],
  providers: [DeviceTokens, ShiftDevices, ShiftDeviceRepository],
  exports: [DeviceTokens],
})
export class ShiftDevicesModule {}
