import { openWhereAsked } from '../inspector/from-address';
import * as inspector from '../inspector/open';
import * as virtualAgent from '../virtual-agent';
import * as adapters from './adapters';
import * as consents from './consents';
import { attribute } from './element';
import { start } from './start';
import type { Load, Modules } from './window';

const modules: Modules = { adapters, consents, 'virtual-agent': virtualAgent, inspector };

const load: Load = (name) =>
  Object.keys(modules).includes(name)
    ? Promise.resolve(modules[name])
    : Promise.reject(new Error(`No module ${String(name)}, only ${Object.keys(modules).join(', ')}`));

const iadvize = start({ ...virtualAgent, adapters: { ...adapters, ...consents }, load });
void adapters.useAttributes(iadvize, attribute);
void openWhereAsked(() => load('inspector'));
