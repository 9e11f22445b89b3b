import '../tokens.css';
import '../base.css';
import '../phone.css';
import { allowOwnWorker, keepPagesOffline } from '../offline/register';
import PhoneApp from './PhoneApp.vue';
import { phoneRoutes } from './phone-routes';
import { startEntry } from './start';

allowOwnWorker();
startEntry(PhoneApp, phoneRoutes);
keepPagesOffline();
