import { installCallbacks } from 'iadvize-callbacks';
import { gtm } from 'iadvize-callbacks/adapters';
import { consent } from '$lib/consent';

// Before the app hydrates.
installCallbacks().use(gtm({ consent }));
