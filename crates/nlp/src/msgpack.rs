//! Reads values out of msgpack: what the model's files other than weights are written in.

use crate::LoadError;
use rmpv::ValueRef;

/// The entries of a map, in the order of the file.
pub(crate) type Entries<'b> = [(ValueRef<'b>, ValueRef<'b>)];

/// Decodes one value; `file` is for messages.
pub(crate) fn decode<'b>(file: &str, mut bytes: &'b [u8]) -> Result<ValueRef<'b>, LoadError> {
    rmpv::decode::read_value_ref(&mut bytes).map_err(|error| LoadError::file(file, error))
}

/// The entries of a value that is a map.
pub(crate) fn entries<'m, 'b>(value: &'m ValueRef<'b>) -> Option<&'m Entries<'b>> {
    match value {
        ValueRef::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The items of a value that is a list.
pub(crate) fn items<'m, 'b>(value: &'m ValueRef<'b>) -> Option<&'m [ValueRef<'b>]> {
    match value {
        ValueRef::Array(items) => Some(items),
        _ => None,
    }
}

/// A value that is a string.
pub(crate) fn text<'b>(value: &ValueRef<'b>) -> Option<&'b str> {
    match value {
        ValueRef::String(text) => text.into_str(),
        _ => None,
    }
}

/// The value under `name`.
pub(crate) fn field<'m, 'b>(entries: &'m Entries<'b>, name: &str) -> Option<&'m ValueRef<'b>> {
    entries.iter().find(|(key, _)| text(key) == Some(name)).map(|(_, value)| value)
}
