//! The network, as far as this computer has one: whoever asks there is heard.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// A server that answers everybody and writes down what each asked.
pub struct Outside {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Outside {
    pub fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let outside = Self { address: listener.local_addr().expect("an address"), heard: Arc::default() };
        let heard = Arc::clone(&outside.heard);
        thread::spawn(move || {
            for mut asked in listener.incoming().flatten() {
                // Whoever only connects is heard too; it is said before the line is read.
                heard.lock().expect("no panic").push("a connection".to_owned());
                let heard = Arc::clone(&heard);
                thread::spawn(move || {
                    let mut line = Vec::new();
                    let _ = BufReader::new(&asked).read_until(b'\n', &mut line);
                    heard.lock().expect("no panic").push(String::from_utf8_lossy(&line).trim().to_owned());
                    let _ = asked.write_all(b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nhi");
                });
            }
        });
        // An ear that is deaf would hear nothing either.
        drop(TcpStream::connect(outside.address).expect("somebody listens"));
        crate::wait_until("it hears", || outside.heard.lock().expect("no panic").pop().is_some_and(|line| line.is_empty()));
        outside.heard.lock().expect("no panic").clear();
        outside
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked since this was called before.
    pub fn take_heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.heard.lock().expect("no panic"))
    }
}
