// The theme without its font files: the visitor's own fonts are faster.
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

export default DefaultTheme;
