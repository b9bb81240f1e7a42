// @ts-check
import { announce, byId } from '../shared/element.js';

/** The shop's own page: pictures, colours, sizes, the bag. It knows of no chat. */
export function connectShop() {
  const product = byId('product');
  const stage = byId('stage');
  const form = byId('buy', HTMLFormElement);
  const note = byId('buy-note');
  const bag = byId('bag-count');

  const thumbs = [...product.querySelectorAll('.thumbs button')];
  for (const thumb of thumbs) {
    thumb.addEventListener('click', () => {
      stage.dataset['picture'] = thumb.getAttribute('data-picture') ?? 'side';
      for (const other of thumbs) other.setAttribute('aria-pressed', String(other === thumb));
    });
  }

  form.addEventListener('change', () => {
    const colour = String(new FormData(form).get('colour'));
    product.dataset['colour'] = colour;
    byId('colour-name').textContent = colour.charAt(0).toUpperCase() + colour.slice(1);
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const size = new FormData(form).get('size');
    note.classList.toggle('wrong', !size);
    if (!size) {
      note.textContent = 'Choose a size first.';
      return;
    }
    bag.textContent = String(Number(bag.textContent) + 1);
    note.textContent = `Skarv 3 in size ${String(size)} is in your bag.`;
    announce(note.textContent);
  });
}
