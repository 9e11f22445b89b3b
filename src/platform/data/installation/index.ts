export { type Choice, installationErrors, InstallationMode, type Mode } from './installation-mode';
export { InstallationModule } from './installation.module';
export { isOpen, type Opening, readOpening } from './opening';
