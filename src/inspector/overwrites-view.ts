import type { IAdvizeCallbacks, Overwrite } from '../core/types';
import { createList } from './list';
import { pagePlaces, shortPlace, writePlace } from './stack';
import type { View } from './view';

const unseen = 'noticed afterwards, script unknown';

/** Who overwrote the callbacks, and from which script. */
export function createOverwritesView(iadvize: IAdvizeCallbacks): View {
  const list = createList('Overwrites', 'Nobody has overwritten the callbacks.');
  const known = new Map<object, Overwrite>();
  let last: Overwrite | undefined;

  const by = ({ stack }: Overwrite) => {
    const [place] = pagePlaces(stack);
    return place && `${shortPlace(place)}${place.name ? ` in ${place.name}` : ''}`;
  };
  const written = (overwrite: Overwrite) =>
    pagePlaces(overwrite.stack).map((place) => `${writePlace(place)}${place.name ? ` in ${place.name}` : ''}`);

  return {
    title: 'Overwrites',
    content: list.element,
    count: () => list.length,

    refresh(filter) {
      // None from a copy of the library that is older than the list.
      const overwrites: readonly Overwrite[] | undefined = iadvize.overwrites;
      const from = last ? (overwrites?.indexOf(last) ?? 0) + 1 : 0;
      for (const overwrite of overwrites?.slice(from) ?? []) {
        last = overwrite;
        const line = {
          timestamp: overwrite.timestamp,
          title: overwrite.callback ?? 'iAdvizeCallbacks',
          preview: () => by(overwrite) ?? unseen,
          content: () => written(overwrite).join('\n') || unseen,
        };
        known.set(line, overwrite);
        list.add(line);
      }
      list.refresh(filter);
    },

    data: () =>
      list.shown.flatMap((line) => {
        const overwrite = known.get(line);
        if (!overwrite) return [];
        const { timestamp, callback = null } = overwrite;
        return { timestamp, callback, scripts: written(overwrite) };
      }),

    shown: () => list.scrollToEnd(),
  };
}
