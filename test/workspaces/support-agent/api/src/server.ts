import 'dotenv/config';
import './instrumentation.js';
import { createApp } from './app.js';
import { log } from './log.js';

const port = Number(process.env.PORT ?? 3000);

createApp().listen(port, () => {
  log.info({ port }, 'support api is up');
});
