import type { IAdvizeCallbacks, Overwrite } from '../core/types';
import type { Item } from './line';
import { createList } from './list';
import { pagePlaces, shortPlace, writePlace } from './stack';
import type { View } from './view';

const unseen = 'noticed afterwards, script unknown';

/** Who overwrote the callbacks, and from which script. */
export function createOverwritesView(iadvize: IAdvizeCallbacks): View {
  let last: Overwrite | undefined;

  const by = ({ stack }: Overwrite) => {
    const [place] = pagePlaces(stack);
    return place && `${shortPlace(place)}${place.name ? ` in ${place.name}` : ''}`;
  };
  const written = (overwrite: Overwrite) =>
    pagePlaces(overwrite.stack).map((place) => `${writePlace(place)}${place.name ? ` in ${place.name}` : ''}`);

  const list = createList<Item & { readonly overwrite: Overwrite }>(
    'Overwrites',
    'Nobody has overwritten the callbacks.',
    {
      preview: ({ overwrite }) => by(overwrite) ?? unseen,
      content: ({ overwrite }) => written(overwrite).join('\n') || unseen,
    },
  );

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
        const { timestamp, callback: title = 'iAdvizeCallbacks' } = overwrite;
        list.add({ timestamp, title, overwrite });
      }
      list.refresh(filter);
    },

    data: () =>
      list.shown.map(({ overwrite }) => {
        const { timestamp, callback = null } = overwrite;
        return { timestamp, callback, scripts: written(overwrite) };
      }),

    shown: list.scrollToEnd,
  };
}
