import { snippet } from 'iadvize-callbacks/snippet';

export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  app: {
    head: {
      title: 'Shop',
      htmlAttrs: { lang: 'en' },
      link: [{ rel: 'icon', href: 'data:,' }],
      // What is critical comes before all else, in this order.
      script: [
        { innerHTML: snippet, tagPriority: 'critical' },
        { src: '/tag.js', tagPriority: 'critical' },
      ],
    },
  },
});
