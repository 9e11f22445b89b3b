import '../tokens.css';
import '../base.css';
import '../desk.css';
import ConsoleApp from './ConsoleApp.vue';
import { consoleRoutes } from './console-routes';
import { startEntry } from './start';

startEntry(ConsoleApp, consoleRoutes);
