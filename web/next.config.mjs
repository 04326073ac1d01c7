/** @type {import('next').NextConfig} */
export default {
  output: 'export',
  reactStrictMode: true,
  poweredByHeader: false,
  generateBuildId: () => 'suncrew',
  images: { unoptimized: true },
  experimental: { cpus: 2 },
};
