// For `npm run dev`: the answer never comes, and the connection ends with the server, which is then started anew.
await fetch('/reload').catch(() => {});

const isBack = () =>
  fetch(location.href).then(
    ({ ok }) => ok,
    () => false,
  );
while (!(await isBack())) await new Promise((resolve) => setTimeout(resolve, 100));
location.reload();

export {};
