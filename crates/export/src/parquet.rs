//! Tables as Parquet: typed columns, lists as lists, nothing guarded or joined.
//!
//! The file is written by the `parquet` crate alone, column by column, so that Arrow is not needed. Nothing in it
//! depends on a clock, and the same records give the same bytes.

use crate::cell::{Cell, Kind};
use crate::sink::{Rows, Sink};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use rapporteur_record::Record;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows that are held before they are written as one group.
const GROUP: usize = 20_000;

/// A Parquet file that is written group by group.
pub(crate) struct File<'a> {
    rows: Rows<'a>,
    kinds: Vec<Kind>,
    writer: SerializedFileWriter<Box<dyn Write + Send + 'a>>,
    group: Vec<Vec<Cell>>,
    count: usize,
}

impl<'a> File<'a> {
    pub(crate) fn new(rows: Rows<'a>, out: Box<dyn Write + Send + 'a>) -> io::Result<Self> {
        let columns = rows.table.columns();
        let fields =
            columns.iter().map(|&(name, kind, _)| field(name, kind)).collect::<parquet::errors::Result<Vec<_>>>();
        let schema = fields.and_then(|fields| Type::group_type_builder("schema").with_fields(fields).build());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("rapporteur {}", env!("CARGO_PKG_VERSION")))
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema?), Arc::new(properties))?;
        let kinds = columns.iter().map(|&(_, kind, _)| kind).collect();
        Ok(File { rows, kinds, writer, group: Vec::new(), count: 0 })
    }

    fn write_group(&mut self) -> parquet::errors::Result<()> {
        let group = std::mem::take(&mut self.group);
        let mut writer = self.writer.next_row_group()?;
        for (at, &kind) in self.kinds.iter().enumerate() {
            let mut column = writer.next_column()?.expect("the schema has a leaf for each column");
            write_column(&mut column, kind, group.iter().map(|row| &row[at]))?;
            column.close()?;
        }
        writer.close()?;
        Ok(())
    }
}

impl Sink for File<'_> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        let rows = self.rows.of(record);
        self.count += rows.len();
        self.group.extend(rows);
        if self.group.len() >= GROUP {
            self.write_group()?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        if !self.group.is_empty() {
            self.write_group()?;
        }
        self.writer.finish()?;
        Ok(self.count)
    }
}

fn field(name: &str, kind: Kind) -> parquet::errors::Result<TypePtr> {
    let text = |name: &str, repetition| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_repetition(repetition)
            .with_logical_type(Some(LogicalType::String))
            .build()
    };
    let plain = |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL).build();
    Ok(Arc::new(match kind {
        Kind::Text => text(name, Repetition::OPTIONAL)?,
        Kind::Integer => plain(Physical::INT64)?,
        Kind::Number => plain(Physical::DOUBLE)?,
        Kind::Flag => plain(Physical::BOOLEAN)?,
        Kind::List => {
            let element = Arc::new(text("element", Repetition::REQUIRED)?);
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![element])
                .build()?;
            Type::group_type_builder(name)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(list)])
                .build()?
        }
    }))
}

fn write_column<'c>(
    column: &mut SerializedColumnWriter<'_>,
    kind: Kind,
    cells: impl Iterator<Item = &'c Cell> + Clone,
) -> parquet::errors::Result<()> {
    let present = || -> Vec<i16> { cells.clone().map(|cell| i16::from(*cell != Cell::Empty)).collect() };
    match kind {
        Kind::Text => {
            let values = cells.clone().filter_map(|cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            });
            column.typed::<ByteArrayType>().write_batch(&values.collect::<Vec<_>>(), Some(&present()), None)?;
        }
        Kind::Integer => {
            let values =
                cells.clone().filter_map(|cell| if let Cell::Integer(number) = cell { Some(*number) } else { None });
            column.typed::<Int64Type>().write_batch(&values.collect::<Vec<_>>(), Some(&present()), None)?;
        }
        Kind::Number => {
            let values =
                cells.clone().filter_map(|cell| if let Cell::Number(number) = cell { Some(*number) } else { None });
            column.typed::<DoubleType>().write_batch(&values.collect::<Vec<_>>(), Some(&present()), None)?;
        }
        Kind::Flag => {
            let values = cells.clone().filter_map(|cell| if let Cell::Flag(flag) = cell { Some(*flag) } else { None });
            column.typed::<BoolType>().write_batch(&values.collect::<Vec<_>>(), Some(&present()), None)?;
        }
        Kind::List => {
            let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
            for cell in cells {
                match cell {
                    // Level 2: an item; level 0: no list. The first item of a row begins a new list.
                    Cell::List(items) => {
                        values.extend(items.iter().map(|item| ByteArray::from(item.as_str())));
                        definitions.extend(items.iter().map(|_| 2));
                        repetitions.extend((0..items.len()).map(|at| i16::from(at > 0)));
                    }
                    _ => {
                        definitions.push(0);
                        repetitions.push(0);
                    }
                }
            }
            column.typed::<ByteArrayType>().write_batch(&values, Some(&definitions), Some(&repetitions))?;
        }
    }
    Ok(())
}
