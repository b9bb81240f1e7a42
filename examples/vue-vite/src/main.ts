import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import { installCallbacks } from 'iadvize-callbacks';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';
import Cart from './Cart.vue';
import Home from './Home.vue';
import Layout from './Layout.vue';

installCallbacks();

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Home },
    { path: '/cart', component: Cart },
  ],
});

const sdk = createWebSdk();
router.afterEach(({ path }) => void sdk.navigate(path));

createApp(Layout).use(router).mount('#root');
