import { Avatar } from '@fluentui/react-components';

/** A person's photo, else their initials. */
export function PhoneAvatar({
  name,
  itemId,
  photo,
  size,
}: {
  readonly name: string;
  readonly itemId: string;
  readonly photo: string | null;
  readonly size: 32 | 36 | 96 | 120 | 128;
}) {
  return (
    <Avatar
      aria-hidden
      name={name}
      size={size}
      color="colorful"
      idForColor={itemId}
      {...(photo === null ? {} : { image: { src: photo } })}
    />
  );
}
