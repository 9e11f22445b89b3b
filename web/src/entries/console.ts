import '../tokens.css';
import '../base.css';
import '../desk.css';
import ConsoleApp from './ConsoleApp.vue';
import { consoleRoutes } from './console-routes';
import { askBeforeLeaving, watchHands } from './leaving';
import { startEntry } from './start';

watchHands();
startEntry(ConsoleApp, consoleRoutes, askBeforeLeaving);
