//! Reads thinc's weight files: msgpack with the layers of a network in breadth-first order.
//!
//! In: the bytes of a `model` file. Out: layers by name, in order, with their settings and arrays. What the layers mean
//! is left to [`crate::layers`].

use crate::LoadError;
use crate::msgpack::decode;
use rmpv::ValueRef;

/// A network: its layers in breadth-first order.
pub(crate) struct Network<'b> {
    file: &'b str,
    layers: Vec<Layer<'b>>,
}

/// One layer as stored.
pub(crate) struct Layer<'b> {
    pub(crate) name: &'b str,
    file: &'b str,
    attrs: Vec<(ValueRef<'b>, ValueRef<'b>)>,
    params: Vec<(ValueRef<'b>, ValueRef<'b>)>,
    refs: Vec<(ValueRef<'b>, ValueRef<'b>)>,
}

/// An array of numbers, the last axis fastest.
pub(crate) struct Array {
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Vec<f32>,
}

impl<'b> Network<'b> {
    /// Reads the bytes of `file`; the name is for messages.
    pub(crate) fn read(file: &'b str, bytes: &'b [u8]) -> Result<Self, LoadError> {
        let fail = |reason: &str| LoadError::file(file, reason);
        let mut root = as_map(decode(file, bytes)?).ok_or_else(|| fail("it is no map"))?;
        let mut list =
            |key: &str| take(&mut root, key).and_then(as_list).ok_or_else(|| fail(&format!("no list of {key}")));
        let (nodes, attrs, params) = (list("nodes")?, list("attrs")?, list("params")?);
        if nodes.len() != attrs.len() || nodes.len() != params.len() {
            return Err(fail("nodes, attrs and params differ in number"));
        }
        let mut layers = Vec::with_capacity(nodes.len());
        for ((node, attrs), params) in nodes.into_iter().zip(attrs).zip(params) {
            let read = || {
                let mut node = as_map(node)?;
                let name = as_text(&take(&mut node, "name")?)?;
                let refs = take(&mut node, "refs").and_then(as_map).unwrap_or_default();
                Some(Layer { name, file, attrs: as_map(attrs)?, params: as_map(params)?, refs })
            };
            layers.push(read().ok_or_else(|| fail("a node is not as it should be"))?);
        }
        Ok(Network { file, layers })
    }

    /// The layers called `name`, in breadth-first order.
    pub(crate) fn named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Layer<'b>> {
        self.layers.iter().filter(move |layer| layer.name == name)
    }

    /// The first layer called `name`.
    pub(crate) fn first(&self, name: &str) -> Result<&Layer<'b>, LoadError> {
        self.layers
            .iter()
            .find(|layer| layer.name == name)
            .ok_or_else(|| LoadError::file(self.file, format!("it has no {name} layer")))
    }

    /// All layers.
    pub(crate) fn layers(&self) -> &[Layer<'b>] {
        &self.layers
    }

    /// The layer that the outermost layer refers to as `name`.
    pub(crate) fn referred(&self, name: &str) -> Result<&Layer<'b>, LoadError> {
        let index = self.layers.first().and_then(|root| find(&root.refs, name)).and_then(ValueRef::as_u64);
        index
            .and_then(|index| self.layers.get(index as usize))
            .ok_or_else(|| LoadError::file(self.file, format!("it refers to no {name} layer")))
    }
}

impl Layer<'_> {
    /// A whole-number setting.
    pub(crate) fn number(&self, attr: &str) -> Option<u64> {
        let packed = as_bytes(find(&self.attrs, attr)?)?;
        decode(self.file, packed).ok()?.as_u64()
    }

    /// A setting that is a list of strings.
    pub(crate) fn strings(&self, attr: &str) -> Option<Vec<String>> {
        let packed = as_bytes(find(&self.attrs, attr)?)?;
        let list = as_list(decode(self.file, packed).ok()?)?;
        list.iter().map(|item| as_text(item).map(str::to_owned)).collect()
    }

    /// The array called `name`, whatever its shape.
    pub(crate) fn array(&self, name: &str) -> Result<Array, LoadError> {
        let fail = |reason: &str| LoadError::file(self.file, format!("array {name} of layer {}: {reason}", self.name));
        let param = find(&self.params, name).ok_or_else(|| fail("it is missing"))?;
        read_array(param).map_err(|reason| fail(&reason))
    }

    /// The numbers of the array called `name`, which must have the shape given.
    pub(crate) fn weights(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, LoadError> {
        let array = self.array(name)?;
        if array.shape != shape {
            let setting = format!("the shape of {name} in a {} layer of {}", self.name, self.file);
            return Err(LoadError::unsupported(setting, format!("{:?}", array.shape), format!("{shape:?}")));
        }
        Ok(array.data)
    }
}

/// msgpack-numpy's map `{nd, type, kind, shape, data}`, whose keys are bytes with some writers and strings with others.
fn read_array(value: &ValueRef<'_>) -> Result<Array, String> {
    let ValueRef::Map(map) = value else { return Err("it is no array".into()) };
    let kind = find(map, "type").and_then(as_text).unwrap_or_default();
    if kind != "<f4" {
        return Err(format!("numbers of type {kind:?} where \"<f4\" is wanted"));
    }
    let shape: Option<Vec<usize>> = match find(map, "shape") {
        Some(ValueRef::Array(axes)) => axes.iter().map(|axis| axis.as_u64().map(|axis| axis as usize)).collect(),
        _ => None,
    };
    let shape = shape.ok_or("it has no shape")?;
    let bytes = find(map, "data").and_then(as_bytes).ok_or("it has no data")?;
    let data = floats(bytes);
    let wanted = shape.iter().try_fold(1usize, |product, &axis| product.checked_mul(axis));
    if wanted != Some(data.len()) || !bytes.len().is_multiple_of(4) {
        return Err(format!("{} bytes do not fill the shape {shape:?}", bytes.len()));
    }
    Ok(Array { shape, data })
}

/// Little-endian f32 numbers.
pub(crate) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)).collect()
}

fn find<'m, 'b>(map: &'m [(ValueRef<'b>, ValueRef<'b>)], key: &str) -> Option<&'m ValueRef<'b>> {
    map.iter().find(|(name, _)| as_bytes(name) == Some(key.as_bytes())).map(|(_, value)| value)
}

fn take<'b>(map: &mut Vec<(ValueRef<'b>, ValueRef<'b>)>, key: &str) -> Option<ValueRef<'b>> {
    let at = map.iter().position(|(name, _)| as_bytes(name) == Some(key.as_bytes()))?;
    Some(map.swap_remove(at).1)
}

fn as_map<'b>(value: ValueRef<'b>) -> Option<Vec<(ValueRef<'b>, ValueRef<'b>)>> {
    match value {
        ValueRef::Map(map) => Some(map),
        _ => None,
    }
}

fn as_list<'b>(value: ValueRef<'b>) -> Option<Vec<ValueRef<'b>>> {
    match value {
        ValueRef::Array(list) => Some(list),
        _ => None,
    }
}

/// Strings and bytes alike: thinc writes either, as the version of msgpack has it.
fn as_bytes<'b>(value: &ValueRef<'b>) -> Option<&'b [u8]> {
    match value {
        ValueRef::String(text) => text.into_str().map(str::as_bytes),
        ValueRef::Binary(bytes) => Some(bytes),
        _ => None,
    }
}

fn as_text<'b>(value: &ValueRef<'b>) -> Option<&'b str> {
    std::str::from_utf8(as_bytes(value)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rmpv::Value;

    fn packed(value: &Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, value).expect("a vector takes any bytes");
        bytes
    }

    fn map(pairs: &[(&str, Value)]) -> Value {
        Value::Map(pairs.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect())
    }

    fn network(shape: &[u64]) -> Vec<u8> {
        let numbers: Vec<u8> = [1.0f32, 2.0, 3.0, 4.0].iter().flat_map(|x| x.to_le_bytes()).collect();
        let shape: Vec<Value> = shape.iter().map(|&axis| Value::from(axis)).collect();
        let array = map(&[
            ("nd", Value::from(true)),
            ("type", Value::from("<f4")),
            ("kind", Value::from("")),
            ("shape", Value::Array(shape)),
            ("data", Value::Binary(numbers)),
        ]);
        let node = map(&[("name", Value::from("linear")), ("refs", map(&[("lower", Value::from(0))]))]);
        let seed = Value::Binary(packed(&Value::from(8)));
        packed(&map(&[
            ("nodes", Value::Array(vec![node])),
            ("attrs", Value::Array(vec![map(&[("seed", seed)])])),
            ("params", Value::Array(vec![map(&[("W", array)])])),
        ]))
    }

    #[test]
    fn layers_are_found_by_name_and_by_reference() {
        let bytes = network(&[2, 2]);
        let network = Network::read("tagger/model", &bytes).unwrap();
        let layer = network.first("linear").unwrap();
        assert_eq!(layer.number("seed"), Some(8));
        assert_eq!(layer.weights("W", &[2, 2]).unwrap(), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(network.referred("lower").unwrap().name, "linear");
        assert!(network.referred("upper").is_err() && network.first("maxout").is_err());
    }

    #[test]
    fn arrays_that_do_not_fit_are_named() {
        let bytes = network(&[2, 3]);
        let network = Network::read("tagger/model", &bytes).unwrap();
        let error = network.first("linear").unwrap().array("W").map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("16 bytes do not fill the shape [2, 3]"), "{error}");
        let bytes = self::network(&[4]);
        let network = Network::read("tagger/model", &bytes).unwrap();
        let error = network.first("linear").unwrap().weights("W", &[2, 2]).unwrap_err().to_string();
        assert!(error.contains("to [4], and only [2, 2] is implemented"), "{error}");
        assert!(Network::read("tagger/model", b"\xc1nonsense").is_err());
    }
}
