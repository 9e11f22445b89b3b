/** The only door of this sub-room. */
export { DeviceTokens } from './application/device-tokens';
export { ShiftDevicesModule } from './devices.module';
export type { ShiftDevice } from './persistence/shift-device.repository';
