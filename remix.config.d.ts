import type { Config } from '@react-router/dev/config';

declare const options: Config;
export default options;
