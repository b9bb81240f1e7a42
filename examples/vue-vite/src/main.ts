import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import Cart from './Cart.vue';
import Home from './Home.vue';
import { tellScreens } from './iadvize';
import Layout from './Layout.vue';

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Home },
    { path: '/cart', component: Cart },
  ],
});

tellScreens(router);
createApp(Layout).use(router).mount('#root');
