import { installCallbacks } from 'iadvize-callbacks';
import { gtm } from 'iadvize-callbacks/adapters';
import { consent } from './consent';

installCallbacks().use(gtm({ consent }));
