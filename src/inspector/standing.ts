/** How the inspector stands in this browser tab, kept over navigations until it is closed; lengths in CSS pixels. */
export interface Standing {
  tab?: string;
  minimised?: boolean;
  left?: number;
  top?: number;
  width?: number;
  height?: number;
}

const key = 'iadvize-inspector';

function readStored(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // A page whose storage is blocked.
    return null;
  }
}

/** Whether it was open when the page before was left. */
export const wasOpen = (): boolean => readStored() !== null;

export function recall(): Standing {
  try {
    const { tab, minimised, ...rest } = Object(JSON.parse(readStored() ?? '')) as Record<keyof Standing, unknown>;
    const length = (name: 'left' | 'top' | 'width' | 'height') =>
      Number.isFinite(rest[name]) ? { [name]: Number(rest[name]) } : {};
    return {
      ...(typeof tab === 'string' && { tab }),
      minimised: minimised === true,
      ...length('left'),
      ...length('top'),
      ...length('width'),
      ...length('height'),
    };
  } catch {
    return {};
  }
}

export function remember(standing: Standing): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(standing));
  } catch {
    // Blocked, or full: it stands as it does on this page.
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Storage is blocked, so nothing is stored.
  }
}
