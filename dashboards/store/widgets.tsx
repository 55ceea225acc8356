/** The widgets' look, from the shared measures, and the word by which the page's policy knows the styles that they make. */
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useWhere } from './use-where.tsx';

// The browser hides it from the attribute once the page is read, and keeps it in the property.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const look = {
  token: {
    colorPrimary: '#0060a0',
    colorLink: '#0060a0',
    colorError: '#b34700',
    colorText: '#16202c',
    colorTextPlaceholder: '#56636f',
    colorTextDisabled: '#56636f',
    borderRadius: 6,
    controlHeight: 36,
    fontSize: 15,
    fontFamily: 'var(--font)',
  },
};
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

export function Widgets({ children }: { children: ReactNode }) {
  const { lang } = useWhere();
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={lang === 'en' ? enUS : zhCN}
      theme={still ? { ...look, token: { ...look.token, motion: false } } : look}
      wave={{ disabled: true }}
      // Two Chinese characters stay as they are written.
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}
