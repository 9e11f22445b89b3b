export { type Choice, InstallationMode, type Mode } from './installation-mode';
export { InstallationModule } from './installation.module';
